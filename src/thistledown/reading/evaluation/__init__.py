"""How well claims read from texts agree with gold: alignment, scores, calibration, intervals, errors."""
