/* gosyntax.h - values as Go's "%#v" prints them, for goyaml's messages about odd map keys. */
#ifndef KUBEC_DOC_GOSYNTAX_H
#define KUBEC_DOC_GOSYNTAX_H

#include "base/buf.h"
#include "doc/yaml.h"

/* Appends the node; long ones are cut. */
void go_syntax(struct buf *out, const struct ynodes *nodes, uint32_t id);

#endif
