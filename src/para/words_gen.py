#!/usr/bin/env python3
# In: a dictionary with frequencies (Debian: python3-jieba), the words of bulletins that it lacks (words.txt). Out:
# words_table.h, the words of one to five characters that are common enough to matter to a title, sorted, each with its
# kind and its price: eight times the binary logarithm of how rare it is.
import math
import sys

OWN_COUNT = 1500  # a word of words.txt counts as if it had been met so often
LONGEST = 5
LEAST = {1: 20, 2: 100, 3: 60, 4: 40}
NAME_LEAST = 300  # a name that is also a word (文明) is a word if it is common

KINDS = ["OTHER", "NOUN", "VERB", "ADVERB", "PREPOSITION", "CONJUNCTION", "NUMBER", "MEASURE", "PLACE", "TAIL", "ADJECTIVE"]


def kind_of(tag):
    """The kind for a part of speech of the dictionary."""
    if tag[0] in "nstlijz":
        return "NOUN"
    if tag[0] == "v":
        return "NOUN" if tag == "vn" else "VERB"
    if tag[0] == "u" or tag[0] in "yk":
        return "TAIL"
    return {
        "d": "ADVERB", "p": "PREPOSITION", "c": "CONJUNCTION", "m": "NUMBER", "q": "MEASURE", "f": "PLACE",
        "a": "ADJECTIVE", "b": "ADJECTIVE",
    }.get(tag[0], "OTHER")


def han(word):
    return all("\u4e00" <= c <= "\u9fff" for c in word)


def read(dictionary, own):
    words = {}
    total = 0
    with open(dictionary, encoding="utf-8") as f:
        for line in f:
            word, count, tag = line.split()
            count = int(count)
            total += count
            if not han(word) or len(word) > 4 or count < LEAST[len(word)]:
                continue
            if tag.startswith("nr") and (len(word) != 2 or count < NAME_LEAST):
                continue
            words[word] = (count, kind_of(tag))
    with open(own, encoding="utf-8") as f:
        for line in f:
            line = line.split("#")[0].strip()
            if not line:
                continue
            kind, _, rest = line.partition(":")
            if kind not in KINDS:
                sys.exit(f"{own}: {kind}: no such kind")
            for word in rest.split():
                if not han(word) or len(word) > LONGEST:
                    sys.exit(f"{own}: {word}: one to five Han characters are wanted")
                count = words[word][0] if word in words else 0
                words[word] = (max(count, OWN_COUNT), kind)
    return words, total


def main(dictionary, own, out):
    words, total = read(dictionary, own)
    with open(out, "w", encoding="utf-8") as f:
        f.write("// Made by words_gen.py.\n")
        for length in range(1, LONGEST + 1):
            rows = sorted(w for w in words if len(w) == length)
            f.write(f"static const uint16_t chars_{length}[] = {{\n")
            for word in rows:
                f.write("".join(f"{ord(c)}," for c in word) + "\n")
            f.write("};\n")
            f.write(f"static const uint8_t facts_{length}[][2] = {{ // kind, price\n")
            for word in rows:
                count, kind = words[word]
                price = min(255, round(8 * math.log2(total / count)))
                f.write(f"{{PAI_WORD_{kind},{price}}},\n")
            f.write("};\n")


main(*sys.argv[1:])
