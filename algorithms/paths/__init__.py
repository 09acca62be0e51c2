"""Which chains of ties lead from some persons to another? The compiled searches."""
