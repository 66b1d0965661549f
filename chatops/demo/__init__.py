"""The demo: a whole school that exists nowhere, the same every time, in a database that goes when it stops."""
