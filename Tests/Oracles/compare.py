"""Compares what Deconfliction finds with what S2, GeographicLib and shapely find.

    compare.py PAIRS SPHERICAL planar|ellipsoidal

PAIRS is what Oracle.swift printed, SPHERICAL what spherical.cpp made of it. Ends with 1 if anything
disagrees.
"""

import math
import subprocess
import sys

RADIUS = 6371008800.0
SHOWN_MAX = 10


class Report:
    def __init__(self):
        self.disagreements = 0

    def check(self, holds, words):
        if holds:
            return
        self.disagreements += 1
        if self.disagreements <= SHOWN_MAX:
            print("DISAGREES:", words)


class Pair:
    def __init__(self, line, spherical):
        first, second, total, separation, self.nearness = line.split("\t")
        self.shapes = (first, second)
        self.total = int(total)
        self.separation = int(separation)
        numbers = [float(number) for number in spherical.split()]
        self.spherical = numbers[0]
        self.nearest = numbers[1:]

    def __str__(self):
        return f"{self.shapes} {self.total} {self.separation} {self.nearness} {self.spherical}"


def read(pairs, spherical):
    """The pairs, and the rings with their two verdicts."""
    with open(pairs) as lines, open(spherical) as answers:
        found, rings = [], []
        for line, answer in zip(lines.read().splitlines(), answers.read().splitlines()):
            if line.startswith("ring\t"):
                rings.append((line.split("\t")[1], line.split("\t")[2], answer))
            else:
                found.append(Pair(line, answer))
    return found, rings


def compare_spheres(pairs, report):
    """The separation is the distance that S2 finds, rounded down."""
    worst = 0.0
    for pair in pairs:
        difference = pair.spherical - pair.separation
        worst = max(worst, abs(difference - 0.5))
        report.check(-0.01 <= difference <= 1.01, f"{difference} mm: {pair}")
    print(f"S2: {len(pairs)} pairs, separation within {worst + 0.5:.3f} mm below its distance")


def compare_ellipsoid(pairs, report):
    """Overlaps of a centimetre on WGS 84 are found, and nothing certain lacks a centimetre."""
    apart = [pair for pair in pairs if pair.separation > 0]
    text = "".join("{:.12f} {:.12f} {:.12f} {:.12f}\n".format(*pair.nearest) for pair in apart)
    solved = subprocess.run(
        ["GeodSolve", "-i", "-p", "6"], input=text, capture_output=True, text=True, check=True
    )
    ratios = []
    for pair, line in zip(apart, solved.stdout.splitlines(), strict=True):
        distance = float(line.split()[2]) * 1000
        if pair.separation > 10_000:
            ratios.append(distance / pair.spherical)
        if distance <= pair.total - 10:
            report.check(pair.nearness != "apart", f"overlap missed, {distance} mm: {pair}")
        if distance > pair.total + 10:
            report.check(pair.nearness != "certain", f"certain, but {distance} mm: {pair}")
    print(
        f"GeodSolve: {len(apart)} pairs, WGS 84 is {min(ratios):.6f} to {max(ratios):.6f} of the sphere"
    )


def compare_bands(pairs, report):
    """The classes are those of the stated band, by the distance that S2 finds."""
    classes = {"certain": 0, "possible": 0, "apart": 0}
    for pair in pairs:
        classes[pair.nearness] += 1
        if 1.0045 * pair.spherical > pair.total + 10:
            report.check(pair.nearness != "certain", f"too certain: {pair}")
        if pair.spherical <= pair.total - 10:
            report.check(pair.nearness != "apart", f"overlap missed: {pair}")
        if 0.9944 * pair.spherical > pair.total + 1010:
            report.check(pair.nearness == "apart", f"not apart: {pair}")
    print("classes:", ", ".join(f"{count} {name}" for name, count in classes.items()))


def plane(text, origin):
    """The shape as shapely sees it, in millimetres on the plane that touches the Earth at origin."""
    from shapely.geometry import LineString, Point, Polygon

    letter, *numbers = text.split()
    latitude0, longitude0 = origin
    points = []
    for latitude, longitude in zip(numbers[::2], numbers[1::2]):
        phi = math.radians(int(latitude) / 1e7)
        turn = math.radians((int(longitude) - longitude0) / 1e7)
        phi0 = math.radians(latitude0 / 1e7)
        depth = math.sin(phi0) * math.sin(phi) + math.cos(phi0) * math.cos(phi) * math.cos(turn)
        x = math.cos(phi) * math.sin(turn)
        y = math.cos(phi0) * math.sin(phi) - math.sin(phi0) * math.cos(phi) * math.cos(turn)
        points.append((x / depth * RADIUS, y / depth * RADIUS))
    if letter == "p":
        return Point(points[0])
    return LineString(points) if letter == "l" else Polygon(points)


def compare_planes(pairs, report):
    """On areas of a few kilometres the plane is as good as the sphere, to two millimetres."""
    worst = 0.0
    for pair in pairs:
        numbers = [int(number) for number in pair.shapes[0].split()[1:3]]
        one, other = (plane(shape, numbers) for shape in pair.shapes)
        difference = abs(one.distance(other) - pair.separation)
        worst = max(worst, difference)
        report.check(difference <= 2, f"{difference} mm: {pair}")
    print(f"shapely: {len(pairs)} pairs, separation within {worst:.3f} mm of its distance")


def compare_rings(rings, report, is_planar):
    """Rings that cross or touch themselves are refused, others not."""
    kept = 0
    for shape, verdict, answer in rings:
        if verdict == "other":
            continue
        is_valid = answer == "valid"
        if is_planar:
            numbers = [int(number) for number in shape.split()[1:3]]
            is_valid = plane(shape, numbers).is_valid
        kept += verdict == "kept"
        report.check((verdict == "kept") == is_valid, f"{verdict}, valid {is_valid}: {shape}")
    print(f"rings: {len(rings)}, of which {kept} break no rule")


def main():
    pairs, rings = read(sys.argv[1], sys.argv[2])
    report = Report()
    compare_spheres(pairs, report)
    compare_bands(pairs, report)
    if sys.argv[3] == "planar":
        compare_planes(pairs, report)
        compare_rings(rings, report, True)
    else:
        compare_ellipsoid(pairs, report)
        compare_rings(rings, report, False)
    print(f"{report.disagreements} disagreements")
    sys.exit(1 if report.disagreements else 0)


main()
