"""What a kiosk needs to work without the server: a service worker, the app as a bundle, and Pyodide to run it."""
