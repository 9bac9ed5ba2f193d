"""What names a department in addresses: its code, or its name where it has none."""

from zlib import crc32

#: a longer word is cut: an address keeps it whole, and so does the name of a file
_LONGEST = 40
#: what an address loses at its end, where it is pasted out of a sentence
_TAIL = ".,;:!?…)]}/\\'\"»"


def department_code(word: str) -> str:
    """The code as it stands; of a long name its beginning and a sum of the whole."""
    bare = " ".join(word.split()).rstrip(_TAIL)
    whole = len(bare) <= _LONGEST and bare == word and not set(bare) & set("/\\")
    return word if whole else f"{bare[:_LONGEST].replace('/', ' ').strip()}-{crc32(word.encode()):08x}"
