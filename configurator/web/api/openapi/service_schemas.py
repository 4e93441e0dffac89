"""Schemas of problems, the health document and the OpenAPI document itself."""

from configurator.json_schema.builders import INTEGER, NUMBER, TEXT, TEXTS, Schema, array, members, or_null, ref, text
from configurator.web.api.openapi.common_schemas import TIME


def service_schemas() -> dict[str, Schema]:
    return {
        **_problem_schemas(),
        "Health": members(
            {"status": TEXT},
            {"store": TEXT, "catalogue": TEXT, "renders": ref("RenderHealth")},
            description="Without the staff token, only `status`.",
        ),
        "RenderHealth": members(
            {"state": TEXT},
            {
                "until": or_null(TIME),
                "model": TEXT,
                "budgetUsd": ref("DailyBudget"),
                "kioskBudgetUsd": ref("DailyBudget"),
            },
        ),
        "DailyBudget": members({"limit": NUMBER, "used": NUMBER, "left": NUMBER}),
        "OpenApiDocument": {"type": "object", "additionalProperties": True, "description": "OpenAPI 3.1."},
    }


def _problem_schemas() -> dict[str, Schema]:
    name = text(description="The path of a member, such as `cars.0.id`, or the name of a header.")
    return {
        "Problem": members(
            {
                "type": text(format="uri-reference", description="`about:blank`: then `status` says which kind it is."),
                "title": TEXT,
                "status": INTEGER,
                "detail": text(description="What is wrong and what to do, for people."),
            },
            {"invalid_params": array(ref("InvalidParam")), "violated-policies": TEXTS},
            description="RFC 9457. `invalid_params` says what is wrong with each invalid member, `violated-policies` "
            "which limits of requests the client has reached.",
        ),
        "InvalidParam": members({"name": name, "reason": TEXT}),
    }
