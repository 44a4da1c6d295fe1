"""The facts erdapp keeps, mirrored to the package."""
