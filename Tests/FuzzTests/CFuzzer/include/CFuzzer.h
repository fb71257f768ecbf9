#pragma once

#include <stddef.h>
#include <stdint.h>

/// libFuzzer, started by a program of one's own: it calls `check` with one input after the other until it is told to stop.
/// https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*check)(const uint8_t *data, size_t size));
