"""What event handlers import of the Python tool, for handlers that irods-ingest runs."""
