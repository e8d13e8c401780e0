/* paths.h - paths as Go's package path/filepath treats them: without looking at the file system. */
#ifndef KUBEC_BASE_PATHS_H
#define KUBEC_BASE_PATHS_H

#include <stdbool.h>

/* filepath.Clean: no ".", "..", or doubled slash where the text alone tells; "" gives ".". The caller frees. */
char *path_clean(const char *path);
/* filepath.Join(base, path), or path itself when it is absolute or empty (client-go's ResolvePath). The caller frees.
 */
char *path_resolve(const char *path, const char *base);
/* filepath.Abs: relative to the working folder. The caller frees. */
char *path_abs(const char *path);
/* filepath.Rel for two absolute paths: the way from base to path ("../x" when it leads out). The caller frees. */
char *path_relative(const char *base, const char *path);
/* The absolute folder of a kubeconfig file, to which its relative paths refer. The caller frees. */
char *path_base_of(const char *file);

#endif
