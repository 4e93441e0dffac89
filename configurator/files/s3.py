"""Finished pictures in S3, which sends them: by a link that is signed for an hour, or from PICTURES_URL."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from configurator.aws.client import aws_client
from configurator.aws.credentials import CredentialSource
from configurator.aws.endpoint import find_endpoint
from configurator.aws.errors import AWSSettingsError
from configurator.aws.signature import Signer, timestamp
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStoreError, StoredPicture, disposition

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LINK_SECONDS = 3600
_IMMUTABLE = "public, max-age=31536000, immutable"

# Names for which S3 has other hosts (access points, directory buckets, dots) are left to botocore.
_PLAIN_BUCKET = re.compile(r"(?!.*--)(?!.*s3alias$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")


@dataclass(frozen=True)  # no slots, because some members are cached on first use
class S3Pictures:
    """The PictureStore of one bucket, or of the keys in it that start with `prefix`."""

    bucket: str
    prefix: str = ""
    public_url: str = ""

    @classmethod
    def at(cls, address: str, public_url: str = "") -> Self:
        """The store for s3://bucket or s3://bucket/prefix."""
        parts = urlsplit(address)
        path = parts.path.strip("/")
        return cls(parts.netloc, f"{path}/" if path else "", public_url)

    def put(self, name: str, content: bytes, picture_format: PictureFormat, file_name: str) -> None:
        with _translate_errors():
            self._client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + name,
                Body=content,
                ContentType=picture_format.media_type,
                CacheControl=_IMMUTABLE,
                ContentDisposition=disposition(file_name, download=False),
            )

    def require_room(self) -> None:
        """S3 has room. Missing rights show with the first picture."""

    def read(self, name: str) -> bytes | None:
        with _translate_errors():
            try:
                return self._client.get_object(Bucket=self.bucket, Key=self.prefix + name)["Body"].read()
            except self._client.exceptions.NoSuchKey:
                return None

    def link(self, name: str, file_name: str, download: bool) -> str | None:
        """A signed link, or an address below PICTURES_URL. `download` works only with a signed link."""
        if self.public_url:
            return f"{self.public_url}/{name}"
        disposed = disposition(file_name, download)
        if not _PLAIN_BUCKET.fullmatch(self.bucket):
            return self._link_by_botocore(name, disposed)
        try:
            region, url = find_endpoint("s3")
            signer = Signer(self._credentials.current(), region, "s3", timestamp())
        except AWSSettingsError as error:
            raise PictureStoreError(f"S3 can't answer: {error}.") from None
        origin, path = _address(url, self.bucket, self.prefix + name)
        return signer.link(origin, path, {"response-content-disposition": disposed}, LINK_SECONDS)

    def _link_by_botocore(self, name: str, disposed: str) -> str:
        parameters = {"Bucket": self.bucket, "Key": self.prefix + name, "ResponseContentDisposition": disposed}
        with _translate_errors():
            return self._client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=LINK_SECONDS)

    def find(self, stem: str) -> str | None:
        return next((picture.name for picture in self._list(f"{stem}.")), None)

    def all(self) -> Iterator[StoredPicture]:
        return self._list("")

    def remove(self, name: str) -> None:
        with _translate_errors():
            self._client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def disconnect(self) -> None:
        """Forgets the keys that sign links. The next link finds them again."""
        self._credentials.forget()

    def _list(self, start: str) -> Iterator[StoredPicture]:
        pages = self._client.get_paginator("list_objects_v2")
        with _translate_errors():
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix + start):
                for item in page.get("Contents", []):
                    yield StoredPicture(item["Key"].removeprefix(self.prefix), item["Size"], item["LastModified"])

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = aws_client(
            "s3",
            connect_timeout=2,
            read_timeout=10,
            signature_version="s3v4",
            # Otherwise a link has the global host. It redirects to a new bucket's region, where the signature is wrong.
            s3={"addressing_style": "virtual"},
        )
        return client

    @cached_property
    def _credentials(self) -> CredentialSource:
        return CredentialSource()


def _address(url: str, bucket: str, key: str) -> tuple[str, str]:
    """The origin and path of an object. An address with an IP number has no host for each bucket."""
    parts = urlsplit(url)
    host, path = parts.netloc, parts.path.rstrip("/")
    if _is_ip(parts.hostname or ""):
        return f"{parts.scheme}://{host}", f"{path}/{bucket}/{key}"
    return f"{parts.scheme}://{bucket}.{host}", f"{path}/{key}"


def _is_ip(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


@contextmanager
def _translate_errors() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise PictureStoreError(f"S3 refused {error.operation_name} with {error.response['Error']['Code']}.") from None
    except BotoCoreError as error:
        raise PictureStoreError(f"S3 can't answer: {type(error).__name__}.") from None
