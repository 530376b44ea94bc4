"""The version of the package, named where no stage has to import the root for it."""

__version__ = "0.2.0.dev0"
