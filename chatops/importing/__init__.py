"""Reading the files a school's information system exports; pure: bytes in, rows and findings out."""
