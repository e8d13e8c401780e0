/* waves.h - the order in which a set of objects can be written when many requests are in flight.
 *
 * kubectl writes one object after another, in the order of the input, so that a Namespace in the first file exists when
 * the next file's objects come. With requests in flight that order must be made explicit: the objects are put into
 * waves, each of which is finished before the next starts. Within a wave no object needs another one to exist:
 *
 *   namespaces and definitions of types; what admission looks up (service accounts, quotas, limits, classes, roles);
 * everything else; and what changes how later requests are treated (webhooks, admission policies, aggregated APIs).
 *
 * An object that stands twice in the input is written twice, in the order of the input.
 */
#ifndef KUBEC_RESOURCE_WAVES_H
#define KUBEC_RESOURCE_WAVES_H

#include "resource/resource.h"

#include <stddef.h>

/* The wave of each target, t->n numbers that the caller frees; *count is the number of waves (waves may be empty).
 * Targets with an error or without a resource get wave 0. */
size_t *waves_plan(const struct targets *t, size_t *count);

#endif
