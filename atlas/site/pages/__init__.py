"""A page while it is made: its macros are called, their templates filled, and put in their place."""
