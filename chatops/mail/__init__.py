"""The e-mail face: it sends notices to staff whom no other face reaches, and hears nothing."""
