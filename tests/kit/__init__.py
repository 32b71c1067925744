"""What tests are played on: databases, a browser, a stage."""
