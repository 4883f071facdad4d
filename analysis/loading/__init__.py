"""From a folder of files to articles: decode, tell text from page furniture, read titles and dates.

`corpus` is the way in; `one_file` reads one file, `formats` what is in it, `furniture` its lines.
"""
