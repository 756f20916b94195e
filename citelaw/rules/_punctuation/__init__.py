"""The finders of wrong marks in and beside citations (CL602), one module a kind of mark."""
