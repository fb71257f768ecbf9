// The header is all there is: the runtime is the toolchain's.
