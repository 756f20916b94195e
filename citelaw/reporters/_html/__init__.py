"""The parts of the HTML report: one file, readable without network and without script.

``sheets`` numbers the findings and the places where they stand, ``marks`` puts them round the words
of a cell, ``lists`` shows the list itself, ``notes`` what is said of each finding, ``summary`` what
was checked and what was not, ``charts`` and ``timeline`` the pictures, each with a table of its
own, and ``page`` the document round all of it with its policy. Everything that comes from a list
goes through ``markup``, which escapes it.
"""
