"""Finished pictures in S3, which sends them itself: by a link that is signed for an hour, or from PICTURES_URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from configurator.aws.client import aws_client
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStoreError, StoredPicture, disposition

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

LINK_SECONDS = 3600
_FOR_EVER = "public, max-age=31536000, immutable"
_CONFIG = Config(
    retries={"mode": "standard"},
    connect_timeout=2,
    read_timeout=10,
    signature_version="s3v4",
    # Otherwise a signed link names the global host, which sends a young bucket's reader to a region: unsigned for that.
    s3={"addressing_style": "virtual"},
)


@dataclass(frozen=True)  # without slots: the client is made once, on first use
class S3Pictures:
    """The PictureStore of one bucket, or of what begins with `prefix` in it."""

    bucket: str
    prefix: str = ""
    public_url: str = ""

    @classmethod
    def at(cls, address: str, public_url: str = "") -> Self:
        """From s3://bucket or s3://bucket/prefix."""
        where = urlsplit(address)
        path = where.path.strip("/")
        return cls(where.netloc, f"{path}/" if path else "", public_url)

    def put(self, name: str, content: bytes, form: PictureFormat, file_name: str) -> None:
        with translate_errors():
            self._client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + name,
                Body=content,
                ContentType=form.media_type,
                CacheControl=_FOR_EVER,
                ContentDisposition=disposition(file_name, download=False),
            )

    def read(self, name: str) -> bytes | None:
        with translate_errors():
            try:
                return self._client.get_object(Bucket=self.bucket, Key=self.prefix + name)["Body"].read()
            except self._client.exceptions.NoSuchKey:
                return None

    def link(self, name: str, file_name: str, download: bool) -> str | None:
        """From PICTURES_URL a browser shows it, download or not: what is signed by nobody can't be told otherwise."""
        if self.public_url:
            return f"{self.public_url}/{name}"
        asked = {
            "Bucket": self.bucket,
            "Key": self.prefix + name,
            "ResponseContentDisposition": disposition(file_name, download),
        }
        with translate_errors():
            return self._client.generate_presigned_url("get_object", Params=asked, ExpiresIn=LINK_SECONDS)

    def find(self, stem: str) -> str | None:
        return next((kept.name for kept in self._list(f"{stem}.")), None)

    def all(self) -> Iterator[StoredPicture]:
        return self._list("")

    def remove(self, name: str) -> None:
        with translate_errors():
            self._client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def _list(self, beginning: str) -> Iterator[StoredPicture]:
        pages = self._client.get_paginator("list_objects_v2")
        with translate_errors():
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix + beginning):
                for found in page.get("Contents", []):
                    yield StoredPicture(found["Key"].removeprefix(self.prefix), found["Size"], found["LastModified"])

    @cached_property
    def _client(self) -> "S3Client":
        client: S3Client = aws_client("s3", _CONFIG)
        return client


@contextmanager
def translate_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        raise PictureStoreError(f"S3 refused {error.operation_name} with {error.response['Error']['Code']}.") from None
    except BotoCoreError as error:
        raise PictureStoreError(f"S3 can't answer: {type(error).__name__}.") from None
