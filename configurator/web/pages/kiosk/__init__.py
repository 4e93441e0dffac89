"""/kiosk: the configurator on a touch screen that strangers use one after another. Nothing of a visit remains."""
