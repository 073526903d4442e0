"""People and organisations: front doors, coaches, agencies, council; waiting lists; cooperation."""
