"""What is around the content of a page: links, languages, its picture, its policy; and how a page is finished."""
