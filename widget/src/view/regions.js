/**
 * The places of the body map: where each is drawn and which finding it stands for.
 *
 * Shapes of paired places are drawn for the half of the picture that the viewer sees
 * on the right and mirrored for the other. Seen from behind that half is the person's
 * right; from the front it is the person's left.
 */

/** The outline of that half, from the neck to the foot. */
export const OUTLINE =
  "M90 48L99 48C99 56 101 59 106 61C118 64 128 67 131 76C135 90 136 108 138 126" +
  "C141 146 145 166 147 184C148 192 146 199 143 200C140 201 138 198 137 193" +
  "C133 172 129 152 127 132C125 120 123 110 122 100C121 112 119 122 118 132" +
  "C117 142 119 150 122 158C126 169 127 180 127 192C127 220 123 244 121 266" +
  "C120 274 121 280 122 288C124 308 119 330 116 350C115 358 116 364 118 372" +
  "C120 378 121 384 118 386C112 389 104 388 102 384C101 374 102 362 102 352" +
  "C99 332 97 310 98 288C98 280 99 274 99 266C98 244 95 226 92 210L90 208Z";

const place = (finding, view, at, shape) => ({ finding, view, at, shape, paired: true });
const middle = (finding, view, at, shape) => ({ finding, view, at, shape, paired: false });

const KNEE = "M99 265C106 268 114 268 121 265C120 273 120 279 121 286C114 289 106 289 98 286C98 279 99 272 99 265Z";
const CALF = "M98 288C106 291 114 291 122 288C124 307 120 328 116 347C112 349 106 349 102 347C99 327 97 307 98 288Z";
const FOOT = "M102 350C106 352 112 352 116 350C115 358 116 364 118 372C120 378 121 384 118 386C112 389 104 388 102 384C101 373 102 361 102 350Z";

/** `at` is the middle of the shape, by which arrow keys find their way. */
export const PLACES = [
  middle("upper_back", "back", [90, 82], "M66 63C80 59 100 59 114 63C120 66 123 70 123 76L121 100C102 104 78 104 59 100L57 76C57 70 60 66 66 63Z"),
  middle("mid_back", "back", [90, 115], "M59 102C78 106 102 106 121 102C120 112 119 121 118 128C100 132 80 132 62 128C61 121 60 112 59 102Z"),
  place("low_back", "back", [105, 146], "M91 132C100 132 110 131 118 130C117 142 119 150 122 160C112 158 101 158 91 160Z"),
  place("buttock", "back", [110, 184], "M91 162C101 160 112 160 122 162C126 172 127 182 127 195C120 211 103 215 91 205Z"),
  place("lateral_hip", "back", [123, 184], "M122 163C126 173 127.500 188 127 203C122 203 119 199 118 192C117 181 119 171 122 163Z"),
  place("si_joint", "back", [99, 167], "M92 162C100 161 106 163 106 168C106 174 99 178 93 176C92 172 92 167 92 162Z"),
  middle("coccyx", "back", [90, 188], "M90 178C94 180 97 185 97 191C97 197 94 201 90 202C86 201 83 197 83 191C83 185 86 180 90 178Z"),
  place("sit_bone", "back", [106, 202], "M106 195C112 195 116 198 116 202C116 207 112 210 106 210C100 210 97 207 97 202C97 198 100 195 106 195Z"),
  place("posterior_thigh", "back", [110, 238], "M92 210C101 217 118 215 126 205C126 226 123 246 121 263C114 266 106 266 99 263C98 244 95 227 92 210Z"),
  place("knee", "back", [110, 276], KNEE),
  place("calf", "back", [110, 316], CALF),
  place("foot", "back", [110, 368], FOOT),

  middle("abdomen", "front", [90, 132], "M60 106C78 110 102 110 120 106C119 116 118 124 118 132C117 142 119 150 122 157C112 164 101 167 90 168C79 167 68 164 58 157C61 150 63 142 62 132C62 124 61 116 60 106Z"),
  place("hip", "front", [118, 172], "M107 165C113 163 118 161 122.500 159C126 169 127 179 127 189C119 183 112 175 107 165Z"),
  place("groin", "front", [104, 184], "M92 169C97 169 101 168 105 166C110 177 118 185 126 191C117 196 107 202 99 210C99 197 96 182 92 169Z"),
  middle("perineum", "front", [90, 193], "M90 170C95 182 97 196 97 206C95 211 93 213 90 213C87 213 85 211 83 206C83 196 85 182 90 170Z"),
  place("medial_thigh", "front", [100, 236], "M97 214C100 211 102 208 105 206C106 226 106 246 106 265C103 265 101 264 99 263C99 246 98 230 97 214Z"),
  place("anterior_thigh", "front", [111, 230], "M107 204C110 202 114 199 118 197C119 220 117 244 115 265C113 266 110 266 108 265C108 245 108 224 107 204Z"),
  place("lateral_thigh", "front", [123, 228], "M120 196C122 195 125 194 127 193C127 220 123 243 121 263C120 264 118 264 117 264C119 242 121 219 120 196Z"),
  place("knee", "front", [110, 276], KNEE),
  place("calf", "front", [110, 316], CALF),
  place("foot", "front", [110, 368], FOOT),
];

/** The side of the person's body that the drawn half shows, or the mirrored one. */
export function sideOf(view, mirrored) {
  return (view === "back") === mirrored ? "left" : "right";
}

/** Every place by its key once, in the order of the list: `buttock.left`, `coccyx`. */
export function placeKeys() {
  const keys = PLACES.flatMap(({ finding, paired }) =>
    paired ? [`${finding}.left`, `${finding}.right`] : [finding],
  );
  return [...new Set(keys)];
}
