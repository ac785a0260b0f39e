"""Would the model have known? Forecasts from what was known then, scored by what came."""
