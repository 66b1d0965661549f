"""What has happened at the invented school since September, by subject: who asked what, when, in which words."""
