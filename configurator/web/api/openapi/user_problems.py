"""Examples of what the operations on users refuse. A test provokes each."""

from typing import Final

from configurator.users.validation import faults
from configurator.web.api.openapi.headers import JsonObject
from configurator.web.api.openapi.operation_builders import STORE_PROBLEMS, Responses, invalid_body, problem, problems

WRONG_USER: Final[JsonObject] = {"userId": "ada", "name": "", "age": 36.5, "carConfiguration": {"model": "911"}}
INVALID_USER: Final = invalid_body(faults(WRONG_USER))
NO_USER: Final = problem(404, "This user doesn't exist, or is private: then send its token.")
_OWNER_EXAMPLES: Final[dict[int, JsonObject]] = {
    401: problem(401, "Send the user's token: Authorization: Bearer ..."),
    403: problem(403, "This is not the user's token. Send its own secret, or its latest accessToken."),
    404: NO_USER,
    412: problem(412, "The user has changed since you read it. Read it again, then repeat your change."),
    428: problem(428, "Send If-Match with the ETag that you last read, so that you don't overwrite a change."),
}
OWNER_PROBLEMS: Final[Responses] = problems(401, 403, 404, 412, 428, *STORE_PROBLEMS, examples=_OWNER_EXAMPLES)
TOKEN_PROBLEMS: Final[Responses] = problems(401, 403, 404, *STORE_PROBLEMS, examples=_OWNER_EXAMPLES)
