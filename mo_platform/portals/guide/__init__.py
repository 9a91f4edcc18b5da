"""The staff portal, /guide/: what case workers, desk, administrators and auditors see and do. Composed from the doors below."""
