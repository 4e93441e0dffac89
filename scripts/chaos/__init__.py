"""`make chaos`: load on a real server while its store, its disk, OpenAI, its process and its clock fail.

`__main__.py` runs the stages, `stage.py` one of them: clients (`load.py`, `render_load.py`) send requests to a server
(`server.py`) while faults (`faults.py`, `openai_faults.py`, `store_faults.py`) come and go. At the end, `checks.py` and
`money.py` compare what was acknowledged with what is stored, logged and paid.
"""
