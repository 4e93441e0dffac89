"""Every setting: what it accepts and what becomes of that, what it refuses, its effect, and the test that shows it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from tests.support.renders import PIN_HASH

SHA = "a1" * 32
KEY = "k" * 40


class Setting(NamedTuple):
    """`accepts` are values and what becomes of each, `refuses` others, `effect` what people notice, and `shown_by` the
    test that looks at it. `read` is where the value is found, `needs` are settings without which it has no effect."""

    read: str
    accepts: dict[str, Any]
    refuses: tuple[str, ...]
    effect: str
    shown_by: str
    needs: Mapping[str, str] = MappingProxyType({})


URLS = (
    "cars.example.com",
    "ftp://cars.example.com",
    "https://",
    "https://cars.example.com?x=1",
    "https://cars.example.com/#top",
    "https://me:secret@cars.example.com",
    "https://cars.example .com",
    "https://cars.example.com\\cars",
    "https://cars.example.com:0",
    "https://cars.example.com:99999",
    "https://cars.example.com:port",
    "https://cars.example.com/a/../b",
    "https://cars.example.com//cars",
    "https://cars.example.com/ca%72s",
    "https://a..b",
    "https://[::1",
)
AMOUNTS = ("-1", "nan", "inf", "lots", "1000001")
LIMITS = ("60", "0/minute", "20/week", "1.5/second", "lots")

SETTINGS: dict[str, Setting] = {
    "HOST": Setting(
        "host", {"0.0.0.0": "0.0.0.0", "::1": "::1"}, (), "the address that the server listens on",
        "tests/http/app/test_start.py::test_an_address_of_another_machine_is_named",
    ),
    "PORT": Setting(
        "port", {"0": 0, "65535": 65535}, ("-1", "1.5", "65536", "http", "٣"),
        "the port; with 0 the system chooses one",
        "tests/http/app/test_start.py::test_a_port_in_use_is_named_with_another_to_take",
    ),
    "DATA_DIR": Setting(
        "data_dir", {"/tmp": Path("/tmp"), "~/cars": Path.home() / "cars"}, ("~nobody-of-this-name/cars",),
        "where users, the development key and cached drawings are kept",
        "tests/http/app/test_start.py::test_a_data_folder_that_cannot_be_made_is_named", {"SECRET_KEY": KEY},
    ),
    "PUBLIC_URL": Setting(
        "public_url",
        {
            "https://Cars.Example.com/": "https://cars.example.com", "http://192.0.2.7:8000": "http://192.0.2.7:8000",
            "https://example.com/cars/": "https://example.com/cars", "HTTPS://[::1]:8443": "https://[::1]:8443",
            "https://müller.example/a/b": "https://xn--mller-kva.example/a/b",
        },
        URLS, "links, QR codes, cookies and, with a path, where all pages lie",
        "tests/http/app/test_site_path.py::test_every_link_of_every_page_lies_below_the_path_and_leads_somewhere",
    ),
    "STATIC_BASE": Setting(
        "static_base", {"https://cdn.example.com/static/": "https://cdn.example.com/static"}, URLS,
        "from where pages load styles, scripts and fonts",
        "tests/browser/pages/test_static_base.py::test_the_configurator_is_styled_and_alive",
    ),
    "TRUSTED_HOSTS": Setting(
        "trusted_hosts",
        {
            "a.example.com, *.B.example.com": ("a.example.com", ".b.example.com"), "10.0.0.0/8": ("10.0.0.0/8",),
            "::1": ("[::1]",), "*": ("*",),
        },
        ("https://a.example.com", "a.example.com:80", "10.0.0.1/8", "*.", "* a.example.com"),
        "more names to which the site answers", "tests/http/http/test_hosts.py::test_an_operator_gives_us_names",
        {"PUBLIC_URL": "https://cars.example.com"},
    ),
    "TRUSTED_PROXY_COUNT": Setting(
        "trusted_proxy_count", {"1": 1, "10": 10}, ("0", "11", "1.5"),
        "how many proxies are in a row",
        "tests/http/http/test_proxies.py::test_behind_two_proxies_it_is_the_last_but_one",
        {"TRUSTED_PROXY": "127.0.0.1"},
    ),
    "TRUSTED_PROXY": Setting(
        "trusted_proxy", {"127.0.0.1": "127.0.0.1", "*": "*", "::1": "::1"}, ("nginx", "127.0.0.1:80", "10.0.0.0/8"),
        "whose X-Forwarded headers count",
        "tests/http/http/test_rate_limits.py::test_only_a_trusted_proxy_can_say_whose_request_it_is",
    ),
    "RATE_LIMITS": Setting(
        "rate_limits.loopback", {"on": True}, ("yes", "ON", "1"), "whether clients are limited",
        "tests/http/http/test_rate_limits.py::test_on_means_the_machine_itself_too",
    ),
    **{
        f"RATE_LIMIT_{name.upper()}": Setting(
            "rate_limits.limits", {"9/second": {name: (9, 1)}, "100/day": {name: (100, 86400)}}, LIMITS,
            "how often a client may " + name,
            "tests/http/http/test_rate_limits.py::test_each_class_has_a_quota_of_its_own",
            {"RATE_LIMITS": "on"},
        )
        for name in ("create", "read", "render", "draw")
    },
    "CATALOGUE": Setting(
        "catalogue", {"/tmp/cars.json": Path("/tmp/cars.json"), "~/cars.json": Path.home() / "cars.json"},
        ("~nobody-of-this-name/cars.json",), "which cars exist, and their prices",
        "tests/http/pages/test_other_catalogue.py::test_the_catalogue_is_the_files",
    ),
    "CONTACT": Setting(
        "contact", {"help@cars.example": "mailto:help@cars.example",
        "https://cars.example/help": "https://cars.example/help"},
        ("us", "ftp://cars.example"), "where people can write to",
        "tests/http/pages/test_dealer_contact.py::test_the_message_has_the_car_its_code_its_total_and_a_picture",
    ),
    "STORE": Setting(
        "store", {"sqlite": "sqlite", "dynamodb": "dynamodb"}, ("postgres", "SQLite"), "where users are stored",
        "tests/http/http/test_rate_limits.py::test_two_servers_with_the_same_tables_share_the_quota",
    ),
    "TABLE_PREFIX": Setting(
        "table_prefix", {"cars_1.a-": "cars_1.a-"}, ("our cars/", "ü", "x" * 201), "the names of DynamoDB's tables",
        "tests/contract/stores/test_dynamodb_tables.py::test_every_table_is_made_with_its_keys_and_protected",
    ),
    "USER_ACCESS": Setting(
        "owners_only", {"id": False, "owner": True}, ("everybody", "Owner"), "whether the id alone opens a user",
        "tests/http/api/test_users_ownership.py::test_an_operator_may_close_reading_by_id",
    ),
    "CORS_ORIGINS": Setting(
        "cors_origins", {"*": ("*",), "https://a.example capacitor://localhost": ("https://a.example",
        "capacitor://localhost"), "https://A.example:443 http://a.example:80/ https://müller.example": ("https://a.example",
        "http://a.example", "https://xn--mller-kva.example"), "https://[0:0::1]:3000": ("https://[::1]:3000",)},
        ("a.example", "https://a.example/path", "null", "* https://a.example", "file://localhost", "https://*.a.example",
        "capacitor://*", "https://a_b.example", "https://1.2.3", "https://a.example:99999", "https://a.example:"),
        "whose scripts may read the API", "tests/http/http/test_cors.py::test_an_operator_may_name_the_origins",
    ),
    "ENVIRONMENT": Setting(
        "production", {"development": False, "production": True}, ("prod", "Production"),
        "/patterns is closed, limits are on, cookies are Secure",
        "tests/http/pages/test_patterns.py::test_they_are_for_whoever_works_on_the_app", {"SECRET_KEY": KEY},
    ),
    "SECRET_KEY": Setting(
        "secret_key", {KEY: KEY}, ("short",), "signs sessions and issues tokens",
        "tests/http/api/test_users_keys.py::test_any_server_of_an_installation_gives_the_same_token_and_another_one_gives_none",
        {"ENVIRONMENT": "production"},
    ),
    "SECRET_KEY_PARAMETER": Setting(
        "secret_key_parameter", {"/profile/dev/secret-key": "/profile/dev/secret-key"}, (),
        "the same, from Parameter Store",
        "tests/http/api/test_users_keys.py::test_while_the_servers_key_cannot_be_read_a_key_is_refused_for_a_moment_and_stores_nothing",
    ),
    "OPENAI_API_KEY": Setting(
        "images.api_key", {"sk-test": "sk-test"}, ("sk-one two", "sk-ü"), "turns renders on",
        "tests/http/renders/test_requests.py::test_a_render_is_asked_for_and_followed_until_its_picture_is_there",
    ),
    "OPENAI_API_KEY_PARAMETER": Setting(
        "images.api_key_parameter", {"/profile/dev/openai-api-key": "/profile/dev/openai-api-key"}, (),
        "the same, from Parameter Store",
        "tests/http/renders/test_on_lambda.py::test_the_key_is_read_from_parameter_store",
    ),
    "OPENAI_BASE_URL": Setting(
        "images.base_url", {"http://127.0.0.1:9/v1/": "http://127.0.0.1:9/v1"}, ("127.0.0.1:9",),
        "which server makes pictures",
        "tests/http/renders/test_settings.py::test_each_setting_of_pictures_is_in_the_call",
    ),
    "IMAGE_MODEL": Setting(
        "terms.recipe.model", {"gpt-image-1": "gpt-image-1"}, (), "which model makes pictures",
        "tests/http/renders/test_settings.py::test_each_setting_of_pictures_is_in_the_call",
    ),
    "IMAGE_QUALITY": Setting(
        "terms.recipe.quality", {it: it for it in ("low", "medium", "high", "auto")}, ("hd", "High"),
        "how good they are",
        "tests/http/renders/test_settings.py::test_each_setting_of_pictures_is_in_the_call",
    ),
    "IMAGE_SIZE": Setting(
        "terms.recipe.size", {it: it for it in ("1024x1024", "1536x1024", "1024x1536", "auto")}, ("1x1", "1024"),
        "how large they are", "tests/http/renders/test_settings.py::test_each_setting_of_pictures_is_in_the_call",
    ),
    "IMAGE_REFERENCE": Setting(
        "terms.recipe.reference", {"on": True, "off": False}, ("yes", "ON"), "whether the drawing is sent too",
        "tests/http/renders/test_settings.py::test_each_setting_of_pictures_is_in_the_call",
    ),
    "IMAGE_PARAMETERS": Setting(
        "images.parameters", {it: it for it in ("auto", "gpt-image", "dall-e")}, ("openai", "Auto"),
        "whose parameters a request has",
        "tests/http/renders/test_settings.py::test_the_parameters_are_those_of_the_family_that_is_set",
    ),
    "IMAGE_TIMEOUT_SECONDS": Setting(
        "images.timeout", {"30": 30, "600": 600}, ("29", "601", "1.5"), "when a call is given up",
        "tests/http/renders/test_requests.py::test_how_long_it_may_take_is_what_is_set",
    ),
    "IMAGE_DAILY_BUDGET_USD": Setting(
        "terms.daily_budget", {"2.50": 2_500_000, "0": 0}, AMOUNTS, "the most that a day's pictures may cost",
        "tests/http/renders/test_refused.py::test_a_spent_budget_is_a_503_that_says_until_when",
    ),
    "IMAGE_CLIENT_DAILY": Setting(
        "terms.client_daily", {"0": 0, "10000": 10_000}, ("-1", "1.5", "10001", "many"),
        "how many pictures one client gets a day",
        "tests/http/renders/test_refused.py::test_a_client_that_has_had_its_share_gets_429_and_others_get_theirs",
    ),
    **{
        f"IMAGE_RATE_{name.upper()}": Setting(
            f"terms.rates.{name}", {"0": 0.0, "7.25": 7.25}, AMOUNTS, f"what {name} tokens cost, and so each picture",
            "tests/unit/app/test_every_setting.py::test_each_rate_makes_a_picture_dearer",
        )
        for name in ("text", "image", "output")
    },
    "PICTURES": Setting(
        "images.pictures", {"folder": "folder", "s3://cars/renders/": "s3://cars/renders"}, ("cars", "s3://",
        "https://b.example"),
        "where pictures are kept",
        "tests/http/renders/test_on_lambda.py::test_a_request_invokes_the_function_once_more_and_the_worker_finishes_it",
    ),
    "PICTURES_URL": Setting(
        "images.pictures_url", {"https://cdn.example.com/p/": "https://cdn.example.com/p"}, URLS,
        "from where pages load pictures",
        "tests/browser/renders/test_pictures.py::test_pictures_that_another_server_keeps_are_shown",
    ),
    "KIOSK_IDLE_SECONDS": Setting(
        "kiosk.idle", {"10": 10, "3600": 3600}, ("9", "3601", "1.5"), "when a kiosk asks whether anybody is there",
        "tests/http/kiosk/test_kiosk.py::test_both_times_are_settings",
    ),
    "KIOSK_COUNTDOWN_SECONDS": Setting(
        "kiosk.countdown", {"5": 5, "3600": 3600}, ("4", "3601", "1.5"), "how long it then waits",
        "tests/http/kiosk/test_kiosk.py::test_both_times_are_settings",
    ),
    "KIOSK_USER_DAYS": Setting(
        "kiosk.user_days", {"1": 1, "366": 366}, ("0", "367", "1.5"), "how long a kiosk's users are kept",
        "tests/http/kiosk/test_save.py::test_saving_again_changes_the_same_user",
    ),
    "KIOSK_BUDGET_PERCENT": Setting(
        "kiosk.budget_share", {"0": 0, "100": 100}, ("-1", "101", "a fifth"), "the kiosks' part of the day's budget",
        "tests/http/kiosk/test_renders.py::test_one_budget_that_is_used_up_leaves_the_other",
        {"KIOSK_PIN_HASH": PIN_HASH},
    ),
    "KIOSK_PIN_HASH": Setting(
        "kiosk.pin_hash", {PIN_HASH: PIN_HASH}, ("314159", "scrypt:1:8:1$salt$a1"),
        "opens the staff's page to who knows the PIN",
        "tests/http/kiosk/test_pin.py::test_the_pin_opens_the_page_and_is_in_no_address_and_no_log",
    ),
    "STAFF_TOKEN_HASH": Setting(
        "staff_token_hash", {SHA: SHA, SHA.upper(): SHA}, ("the token itself", "a1" * 31),
        "shows staff more at /health",
        "tests/http/kiosk/test_renders.py::test_kiosks_pay_for_theirs_and_the_website_for_its_own",
    ),
    "AWS_LAMBDA_FUNCTION_NAME": Setting(
        "function_name", {"profile-dev": "profile-dev"}, (), "on Lambda: whom a render invokes; set by AWS",
        "tests/http/renders/test_on_lambda.py::test_a_request_invokes_the_function_once_more_and_the_worker_finishes_it",
    ),
    "FUNCTION_ALIAS": Setting(
        "function_alias", {"snapstart": "snapstart"}, (), "on Lambda: which version; set by `make deploy`",
        "tests/http/renders/test_on_lambda.py::test_with_an_alias_the_version_that_it_stands_for_is_invoked",
    ),
    "FUNCTION_TIMEOUT": Setting(
        "function_timeout", {"120": 120, "900": 900}, ("-1", "901", "1.5"),
        "on Lambda: its timeout; set by `make deploy`",
        "tests/unit/app/test_settings.py::test_on_lambda_a_function_that_would_end_during_a_call_does_not_start",
    ),
    "STAGE": Setting(
        "stage", {"dev": "dev"}, (), "on Lambda: the dimension of metrics; set by Terraform",
        "tests/deployment/test_watch.py::test_what_is_watched_of_the_app_is_what_it_writes",
    ),
}  # fmt: skip
