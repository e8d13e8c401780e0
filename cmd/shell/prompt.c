#include "shell/shell.h"
int prompt_run(struct shell *sh)
{
    (void)sh;
    return 1;
}
