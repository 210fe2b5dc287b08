"""Pages of long lists: what is kept between one page and the next, and lists that stand under days."""
