"""Keys for forty-two White House texts of 2021–2022; the texts themselves lie in the shared folder."""
