// Hard paragraphs: six texts of a bulletin (invented) in which every kind of mark, number and
// Latin word stands in turn at each of the 28 places of a line.
#ifndef HARD_TEXT_H
#define HARD_TEXT_H

#define HARD_PLACES     28
#define HARD_PARAGRAPHS (6 * HARD_PLACES)
#define HARD_SIZE       2048

// Paragraph i of HARD_PARAGRAPHS.
void hard_paragraph(unsigned i, char out[HARD_SIZE]);

#endif
