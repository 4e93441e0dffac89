"""What Lambda starts: the app behind Zappa's handler, both made before the first request comes.

Lambda gives this phase the full processor and doesn't count it among a request's time.
"""

from zappa import handler

from configurator import create_app
from configurator.settings import Settings, require_lasting

settings = Settings.from_environment()
require_lasting(settings)
app = create_app(settings)

# Zappa's own passes each cookie on twice or four times, under the header's name in two spellings.
handler.ZappaWSGIMiddleware = lambda application: application
# Zappa's line for each request holds addresses and ids; configurator.web.request_log writes ours.
handler.common_log = lambda *_arguments, **_options: None
handler.global_handler = handler.LambdaHandler()
lambda_handler = handler.lambda_handler
