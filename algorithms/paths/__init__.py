"""Which chains of ties lead from some persons to another? The compiled searches.

Two habits of the compiler shape the kernels. Fields of a record are bound to names before a loop:
taken inside it, each would be counted as used and let go at every turn. An empty list is `[0][:0]`,
never a comprehension: where there is one, stores into a record's arrays may be dropped.
"""
