import "{{ url_for('kiosk_offline.send_runtime', version=runtime, name='pyodide.asm.js') }}";
import { loadPyodide } from "{{ url_for('kiosk_offline.send_runtime', version=runtime, name='pyodide.mjs') }}";
import { run } from "{{ own_static_url('js/kiosk-worker/main.js') }}";

run(loadPyodide, {
  version: {{ version|tojson }},
  prefix: {{ request.script_root|tojson }},
  start: {{ url_for('kiosk_pages.attract')|tojson }},
  reset: {{ url_for('kiosk_pages.reset')|tojson }},
  health: {{ url_for('health.show')|tojson }},
  bundle: {{ url_for('kiosk_offline.send_bundle', version=version)|tojson }},
  runtime: new URL(".", new URL({{ url_for('kiosk_offline.send_runtime', version=runtime, name='pyodide.mjs')|tojson }}, location)).href,
  files: {{ files|list|tojson }},
  queueKey: {{ url_for('kiosk_offline.send_queue_key')|tojson }},
  users: {{ (url_for('kiosk_offline.put_user', user_id='-')[:-1])|tojson }},
  userDays: {{ kiosk.user_days }},
  config: {{ config|tojson }},
});
