"""Events to models: exposure, fit, attribution, forecast, scenario."""
