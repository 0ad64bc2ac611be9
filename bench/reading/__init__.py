"""What ``bench.ocr`` measures reading with: the pages of both parts, their scores, tables, and Tesseract beside us."""
