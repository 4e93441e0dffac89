/* The solid of a car as an implicit field: negative inside, about the distance to the surface in units of 10 mm.
 *
 * x runs from the nose to the tail, y to the car's left, z up from the ground. solid.py compiles this file and
 * documents the tables; its ctypes structures have the fields of `profile`, `bumps` and `car` in the same order. */
#include <math.h>

typedef struct {
  double start, per_unit; /* the x of values[0], and values per unit of x */
  int count;
  const double *values;
} profile;

typedef struct {
  int count;
  const double *rows; /* u, v, radius u, radius v, amount, and the cosine and the sine of the turn */
} bumps;

typedef struct {
  profile nose, plan, bonnet, crown, crown_share, half_width, tuck, roof, glass;
  bumps on_side, on_top, on_front;
  double front_x, front_radius, front_arch, front_lip;
  double rear_x, rear_radius, rear_arch, rear_lip;
  double length, nose_edge, top_edge, roof_edge;
  double tuck_fade_start, tuck_fade_end;
  double floor, nose_lift, tail_lift;
  double screen_bend, roof_crown, tumble, tumble_more, belt;
  double blend_front, blend_rear, tail_curve, tail_slope, cabin_gap;
  double mirror_x, mirror_y, mirror_z, mirror_length, mirror_width, mirror_height, mirror_stem;
  double mirror_squareness, mirror_taper, mirror_sweep;
  double spoiler_x, spoiler_z, spoiler_reach;
} car;

enum part { LOWER, CABIN, BODY, MIRROR, ALL };
enum { NO_ARCHES = 1, UPSIDE_DOWN = 2 };

typedef struct {
  double start, end; /* along the ray */
  int steps;
  double pace, shortest, longest; /* a step is the field times the pace, within these limits */
  double touch;                   /* a field below this is a hit */
} walk;

static inline double clip(double v, double low, double high) { return v < low ? low : v > high ? high : v; }

/* Unlike fmin and fmax, these are one instruction, because nothing here is NAN. */
static inline double smaller(double a, double b) { return a < b ? a : b; }
static inline double larger(double a, double b) { return a > b ? a : b; }

static inline double square(double v) { return v * v; }

static inline double smooth_step(double from, double to, double t) {
  t = clip((t - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}

static inline double smooth_min(double a, double b, double radius) {
  double h = clip(.5 + .5 * (b - a) / radius, 0, 1);
  return b + (a - b) * h - radius * h * (1 - h);
}

static inline double smooth_max(double a, double b, double radius) { return -smooth_min(-a, -b, radius); }

static inline double at(const profile *p, double x) {
  double q = (x - p->start) * p->per_unit;
  if (q < 0) q = 0;
  if (q > p->count - 1.001) q = p->count - 1.001;
  int i = (int)q;
  return p->values[i] + (p->values[i + 1] - p->values[i]) * (q - i);
}

static double swelling(const bumps *b, double u, double v) {
  double sum = 0;
  for (int i = 0; i < b->count; i++) {
    const double *row = b->rows + 7 * i;
    double c = row[5], s = row[6], du = u - row[0], dv = v - row[1];
    double along = (du * c + dv * s) / row[2], across = (dv * c - du * s) / row[3];
    double far = along * along + across * across;
    if (far < 9) sum += row[4] * exp(-far);
  }
  return sum;
}

/* Arches end in a lip that stands out from the flank. */
static double lips(const car *c, double to_front, double to_rear, double z) {
  double a = (to_front - c->front_arch - 1.3) / 5, b = (to_rear - c->rear_arch - 1.4) / 5, lip = 0;
  if (z <= 18) return 0;
  if (a * a < 12) lip += c->front_lip * exp(-a * a);
  if (b * b < 12) lip += c->rear_lip * exp(-b * b);
  return lip * smooth_step(18, 34, z);
}

static double front(const car *c, double x, double y, double z) {
  double slope = at(&c->plan, y + .5) - at(&c->plan, y - .5);
  return (at(&c->nose, z) + at(&c->plan, y) - x) / sqrt(1 + slope * slope) - swelling(&c->on_front, y, z);
}

static double flank(const car *c, double x, double y, double z, double lip) {
  double tuck = at(&c->tuck, z) * (1 - .12 * smooth_step(c->tuck_fade_start, c->tuck_fade_end, x));
  return y - at(&c->half_width, x) + tuck - lip - swelling(&c->on_side, x, z);
}

static double top(const car *c, double x, double y, double z) {
  double middle = at(&c->bonnet, x);
  double rise = (at(&c->crown, x) - middle) * at(&c->crown_share, y);
  return (z - middle - rise - swelling(&c->on_top, x, y)) * .86;
}

static double tail(const car *c, double x, double y, double z) {
  return x - c->length + c->tail_curve * y * y + fabs(z - 52) * c->tail_slope;
}

static double floor_at(const car *c, double x) {
  double nose = c->nose_lift * (1 - smooth_step(c->front_x - 60, c->front_x - 20, x));
  return c->floor + nose + c->tail_lift * smooth_step(c->rear_x + c->rear_arch, c->length - 4, x);
}

static double lower(const car *c, double x, double y, double z, int arches) {
  double to_front = sqrt(square(x - c->front_x) + square(z - c->front_radius));
  double to_rear = sqrt(square(x - c->rear_x) + square(z - c->rear_radius));
  y = fabs(y);
  double lip = lips(c, to_front, to_rear, z);
  double f = smooth_max(front(c, x, y, z), flank(c, x, y, z, lip), c->nose_edge);
  f = smooth_max(smooth_max(f, top(c, x, y, z), c->top_edge), tail(c, x, y, z), 12);
  f = smooth_max(f, floor_at(c, x) - z, 3);
  if (arches && y > 52) f = larger(f, larger(c->front_arch - to_front, c->rear_arch - to_rear));
  return f;
}

/* A blade behind the roof, thicker at its front. */
static double spoiler(const car *c, double x, double y, double z) {
  double k = (x - c->spoiler_x) / c->spoiler_reach;
  double plane = z - c->spoiler_z + (x - c->spoiler_x) * .16 + y * y * .0007;
  return larger(larger(fabs(k) - 1, fabs(plane) - 1.3 - k), (y - at(&c->glass, x) + 9.0) * .9);
}

static double cabin(const car *c, double x, double y, double z) {
  y = fabs(y);
  double bent = x - (1 - 1.5 * smooth_step(205, 330, x)) * c->screen_bend * y * y;
  double roof = (z - at(&c->roof, bent) + c->roof_crown * y * y * smooth_step(180, 240, x)) * .82;
  double above = larger(z - c->belt, -10);
  double side = (y - at(&c->glass, x) + c->tumble * above + c->tumble_more * above * fabs(above)) * .9;
  double f = smooth_max(smooth_max(roof, side, c->roof_edge), x - c->length + c->cabin_gap, 5);
  f = smooth_max(f, c->belt - 8 - z, 2);
  return c->spoiler_reach > 0 ? smaller(f, spoiler(c, x, y, z)) : f;
}

/* The foot that reaches to the door. */
static double mirror_stem(const car *c, double x, double y, double z) {
  double out = y - c->mirror_y + 11.5;
  double height = fabs(z - c->mirror_z + 5.4 * c->mirror_height - (out - 2) * .18);
  return larger(larger(fabs(x - c->mirror_x) - 3.4, height - 1.5), fabs(out) - c->mirror_stem);
}

/* A superellipse that is lower inboard and swept back outboard. `out` is how far outboard of its middle y is. */
static double mirror_shell(const car *c, double dx, double y, double z, double out) {
  double inner = 1 - c->mirror_taper * smooth_step(2, -13, out);
  double dz = fabs(z - c->mirror_z - out * .06) / ((5.7 - .1 * out) * c->mirror_height * inner);
  double dy = fabs(y - c->mirror_y) / (10.6 * c->mirror_width), power = c->mirror_squareness;
  return pow(pow(fabs(dx) / (8.4 * c->mirror_length), 2.4) + pow(dy, power) + pow(dz, power * .86), 1 / 2.6);
}

static double mirror(const car *c, double x, double y, double z) {
  y = fabs(y);
  double ex = fabs(x - c->mirror_x), ey = fabs(y - c->mirror_y), ez = fabs(z - c->mirror_z);
  if (ex > 30 || ey > 34 || ez > 26) return larger(larger(ex - 24, ey - 28), ez - 20);
  double out = clip(y - c->mirror_y, -14, 14), dx = x - c->mirror_x - c->mirror_sweep * out;
  double shell = smooth_max((mirror_shell(c, dx, y, z, out) - 1) * 6, dx - 3, 2);
  double flat = c->mirror_z - 4.4 * c->mirror_height + out * .1 - z;
  return smaller(smooth_max(shell, flat, 2.4), mirror_stem(c, x, y, z));
}

static double field(const car *c, int part, int flags, double x, double y, double z) {
  if (flags & UPSIDE_DOWN) z = -z;
  int arches = !(flags & NO_ARCHES);
  if (part == LOWER) return lower(c, x, y, z, arches);
  if (part == CABIN) return cabin(c, x, y, z);
  if (part == MIRROR) return mirror(c, x, y, z);
  double blend = c->blend_front + (c->blend_rear - c->blend_front) * smooth_step(c->rear_x - 96, c->rear_x - 6, x);
  double body = smooth_min(lower(c, x, y, z, arches), cabin(c, x, y, z), blend);
  return part == BODY ? body : smaller(body, mirror(c, x, y, z));
}

static double field_on(const car *c, int part, int flags, const double *o, const double *d, double t) {
  return field(c, part, flags, o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t);
}

/* Shortens a ray to what lies in the box around the car. */
static void clip_to_box(const car *c, int flags, const double *o, const double *d, double *start, double *end) {
  int flipped = flags & UPSIDE_DOWN;
  double low[3] = {-8, -118, flipped ? -184 : 0}, high[3] = {c->length + 4, 118, flipped ? 0 : 184};
  for (int axis = 0; axis < 3; axis++) {
    double v = fabs(d[axis]) < 1e-9 ? 1e-9 : d[axis];
    double a = (low[axis] - o[axis]) / v, b = (high[axis] - o[axis]) / v;
    *start = larger(*start, smaller(a, b));
    *end = smaller(*end, larger(a, b));
  }
}

static double bisect(const car *c, int part, int flags, const double *o, const double *d, double out, double in) {
  for (int k = 0; k < 14; k++) {
    double middle = (out + in) / 2;
    if (field_on(c, part, flags, o, d, middle) < 0) in = middle;
    else out = middle;
  }
  return in;
}

static double hit(const car *c, int part, int flags, const double *o, const double *d, const walk *w) {
  double t = w->start, end = w->end;
  if (isnan(d[0]) || isnan(o[0])) return NAN;
  if (w->start > 100) clip_to_box(c, flags, o, d, &t, &end);
  double before = t;
  for (int step = 0; step < w->steps && t < end; step++) {
    double f = field_on(c, part, flags, o, d, t);
    if (f < w->touch) return bisect(c, part, flags, o, d, before, t);
    before = t;
    t += clip(f * w->pace, w->shortest, w->longest);
  }
  return NAN;
}

/* The field at `count` points. */
void evaluate(const car *c, int part, int flags, int count, const double *x, const double *y, const double *z, double *out) {
  for (int i = 0; i < count; i++) out[i] = field(c, part, flags, x[i], y[i], z[i]);
}

/* How far each of `count` rays goes until it hits the part, or NAN if it misses. Directions have the length 1. */
void march(const car *c, int part, int flags, int count, const double *o, const double *d, const walk *w, double *out) {
  for (int i = 0; i < count; i++) out[i] = hit(c, part, flags, o + 3 * i, d + 3 * i, w);
}
