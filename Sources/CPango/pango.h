// Text and pages: Pango lays out, Cairo writes PDF.
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
