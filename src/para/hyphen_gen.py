#!/usr/bin/env python3
"""hyphen_gen.py hyph_en_US.dic OUT: the patterns of Debian's hyphen-en-us as an array of bytes, as libhyphen reads them."""
import sys

data = open(sys.argv[1], 'rb').read()
if b'/' in data or not data.startswith(b'UTF-8\n'):
    sys.exit(f'{sys.argv[1]}: replacements or another encoding: hyphen.c reads neither')
rows = [','.join(map(str, data[i:i + 32])) for i in range(0, len(data), 32)]
with open(sys.argv[2], 'w', encoding='ascii') as out:
    out.write('static const unsigned char pai_hyphen_patterns[] = {\n' + ',\n'.join(rows) + '};\n')
