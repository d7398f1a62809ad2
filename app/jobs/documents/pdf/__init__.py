"""Pages to PDFs: typefaces, pictures as data, text that can be printed, and the process that draws."""
