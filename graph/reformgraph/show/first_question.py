"""What front pages answer before anybody asks: who does this reform, where the sources tell of it."""

#: Label of the reform; where nobody is told to do it, the one that most do stands in its place.
FIRST_REFORM = "标准地"
#: How many of those who do it are named.
NAMED = 8
