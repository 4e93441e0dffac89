"""Picture stores: what a folder and S3 have in common, and what each does differently."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from boto3.session import Session
from botocore.config import Config
from moto.server import ThreadedMotoServer

from configurator.files import folder, s3
from configurator.files.folder import FolderPictures
from configurator.files.s3 import S3Pictures
from configurator.renders.picture_format import PictureFormat
from configurator.renders.pictures import PictureStore, PictureStoreError
from tests.support.client import Client
from tests.support.processes import closed_port
from tests.support.sample_pictures import WEBPS

CONTENT, FORM = WEBPS["lossy"], PictureFormat("image/webp", 7, 5)
NAME, FILE = "0a-1b-1.webp", "911-carrera-in-gentian-blue.webp"


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = {"AWS_ENDPOINT_URL": s3_endpoint, "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in {**settings, "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}.items():
        monkeypatch.setenv(name, value)
    name = f"pictures-{uuid4().hex}"
    Session().client("s3").create_bucket(Bucket=name)
    return name


@pytest.fixture(params=["folder", "s3", "s3 with a prefix"])
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> PictureStore:
    if request.param == "folder":
        return FolderPictures(tmp_path / "renders")
    bucket = request.getfixturevalue("bucket")
    return S3Pictures.at(f"s3://{bucket}/cars/" if "prefix" in request.param else f"s3://{bucket}")


def test_a_picture_comes_back_byte_by_byte(pictures: PictureStore) -> None:
    pictures.put(NAME, CONTENT, FORM, FILE)
    assert pictures.read(NAME) == CONTENT


def test_what_is_not_there_is_none(pictures: PictureStore) -> None:
    assert pictures.read(NAME) is None
    assert pictures.find("0a-1b-1") is None
    assert list(pictures.all()) == []


def test_a_picture_is_found_by_its_stem_and_by_no_other(pictures: PictureStore) -> None:
    pictures.put("0a-1b-12.webp", CONTENT, FORM, FILE)
    assert pictures.find("0a-1b-1") is None
    pictures.put(NAME, CONTENT, FORM, FILE)
    assert pictures.find("0a-1b-1") == NAME


def test_all_are_listed_with_their_length_and_age(pictures: PictureStore) -> None:
    pictures.put(NAME, CONTENT, FORM, FILE)
    pictures.put("other.png", CONTENT * 2, FORM, FILE)
    kept = {it.name: it for it in pictures.all()}
    assert {it.name: it.length for it in kept.values()} == {NAME: len(CONTENT), "other.png": 2 * len(CONTENT)}
    assert abs(kept[NAME].since - datetime.now(UTC)) < timedelta(minutes=5)


def test_what_is_removed_is_gone_and_may_be_removed_again(pictures: PictureStore) -> None:
    pictures.put(NAME, CONTENT, FORM, FILE)
    pictures.remove(NAME)
    pictures.remove(NAME)
    assert pictures.read(NAME) is None


def test_a_folder_never_shows_half_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = FolderPictures(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PictureStoreError, match="No space left"):
        pictures.put(NAME, CONTENT, FORM, FILE)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_leaves_its_files_readable_for_another_server(tmp_path: Path) -> None:
    FolderPictures(tmp_path).put(NAME, CONTENT, FORM, FILE)
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o644


def test_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "renders").write_text("not a folder")
    with pytest.raises(PictureStoreError, match="folder"):
        FolderPictures(tmp_path / "renders").put(NAME, CONTENT, FORM, FILE)


def test_a_folder_is_served_by_us_unless_another_server_does(tmp_path: Path) -> None:
    assert FolderPictures(tmp_path).link(NAME, FILE, download=False) is None
    elsewhere = FolderPictures(tmp_path, "https://pictures.example.com")
    assert elsewhere.link(NAME, FILE, download=False) == f"https://pictures.example.com/{NAME}"


@pytest.mark.parametrize(("download", "way"), [(False, "inline"), (True, "attachment")])
def test_s3_sends_a_picture_by_a_signed_link_with_its_type_and_name(download: bool, way: str, bucket: str) -> None:
    pictures = S3Pictures.at(f"s3://{bucket}/cars")
    pictures.put(NAME, CONTENT, FORM, FILE)
    link = urlsplit(pictures.link(NAME, FILE, download) or "")
    assert "X-Amz-Expires=3600" in link.query
    answer = Client(f"http://{link.netloc}").get(f"{link.path}?{link.query}")
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Content-Disposition"] == f'{way}; filename="{FILE}"'
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


ADDRESSES = (
    None,
    "http://127.0.0.1:9000",
    "http://[::1]:9000",
    "https://s3.example.com:8443/base",
    "http://localhost:1",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("region", ["eu-central-1", "us-gov-west-1", "cn-north-1"])
def test_a_link_is_the_one_that_botocore_makes(
    region: str, address: str | None, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.setenv("AWS_SESSION_TOKEN", "to/ken+=")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    if address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", address)
    theirs = urlsplit(by_botocore(f"cars/{NAME}", bucket, region))
    monkeypatch.setattr(s3, "timestamp", lambda: parse_qs(theirs.query)["X-Amz-Date"][0])
    ours = urlsplit(S3Pictures.at(f"s3://{bucket}/cars").link(NAME, FILE, download=True) or "")
    assert (ours.scheme, ours.netloc, ours.path) == (theirs.scheme, theirs.netloc, theirs.path)
    assert parse_qs(ours.query) == parse_qs(theirs.query)


def by_botocore(key: str, bucket: str, region: str) -> str:
    config = Config(signature_version="s3v4", s3={"addressing_style": "virtual"})
    parameters = {"Bucket": bucket, "Key": key, "ResponseContentDisposition": f'attachment; filename="{FILE}"'}
    client = Session().client("s3", region_name=region, config=config)
    return client.generate_presigned_url("get_object", Params=parameters, ExpiresIn=3600)


def test_a_link_to_a_bucket_with_dots_in_its_name_is_left_to_botocore(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    theirs = urlsplit(by_botocore(NAME, "pictures.example.com", "us-east-1"))
    ours = urlsplit(S3Pictures.at("s3://pictures.example.com").link(NAME, FILE, download=True) or "")
    assert (ours.netloc, ours.path) == (theirs.netloc, theirs.path)


def test_a_link_without_credentials_is_a_fault_that_we_know(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(PictureStoreError, match="no AWS credentials were found"):
        S3Pictures.at(f"s3://{bucket}").link(NAME, FILE, download=False)


def test_s3_behind_an_address_of_ours_needs_no_signature(bucket: str) -> None:
    pictures = S3Pictures.at(f"s3://{bucket}", "https://pictures.example.com")
    assert pictures.link(NAME, FILE, download=False) == f"https://pictures.example.com/{NAME}"


def test_a_bucket_that_is_not_there_is_named_by_its_fault(bucket: str) -> None:
    with pytest.raises(PictureStoreError, match="NoSuchBucket"):
        S3Pictures.at("s3://no-such-bucket-anywhere").put(NAME, CONTENT, FORM, FILE)


def test_s3_out_of_reach_is_a_fault_that_we_know(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{closed_port()}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(PictureStoreError, match="S3 can't answer"):
        S3Pictures.at(f"s3://{bucket}").read(NAME)


def test_a_look_for_room_leaves_nothing_behind(pictures: PictureStore) -> None:
    pictures.require_room()
    assert list(pictures.all()) == []


def test_a_folder_that_cannot_be_written_to_has_no_room(tmp_path: Path) -> None:
    (tmp_path / "renders").write_text("a file in its place")
    with pytest.raises(PictureStoreError, match="The folder of pictures can't be used"):
        FolderPictures(tmp_path / "renders").require_room()


def test_an_almost_full_disk_has_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_ROOM", 2**60)
    with pytest.raises(PictureStoreError, match="The disk is almost full: pictures need"):
        FolderPictures(tmp_path / "renders").require_room()
    assert list((tmp_path / "renders").iterdir()) == []
