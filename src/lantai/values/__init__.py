"""The ground floor: values that everything stands on, in plain Python and NumPy, usable without Django."""
