"""Check a package: `validate` is the pipeline, `problems` what it finds, `root_causes` which problem hides which."""
