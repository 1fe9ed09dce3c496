namespace BeyondNtk.Engine.Analysis.Plotting;

/// <summary>Leaves out of a drawing what nobody could see in it: a curve of a million points is as wide as the picture.</summary>
internal static class Thinning
{
    // Of fewer points every one is drawn.
    private const int Few = 4000;

    // In pixels.
    private const double Column = 0.5;

    // Dots are translucent: so many on one another look like more.
    private const int MostOnOneAnother = 4;

    /// <summary>Of a line the first, the last, the lowest and the highest point of each column of pixels.</summary>
    public static IReadOnlyList<(double X, double Y)> Line(IReadOnlyList<(double X, double Y)> places)
        => places.Count <= Few ? places : [.. InColumns(places).SelectMany(column => Extremes(places, column.First, column.Last)).Select(index => places[index])];

    /// <summary>Of a band the widest at each column of pixels.</summary>
    public static IReadOnlyList<(double X, double Low, double High)> Band(IReadOnlyList<(double X, double Low, double High)> places)
        => places.Count <= Few ? places :
        [
            .. InColumns([.. places.Select(place => (place.X, place.Low))]).Select(column => Enumerable.Range(column.First, column.Last - column.First + 1))
                .Select(column => (places[column.First()].X, column.Min(index => places[index].Low), column.Max(index => places[index].High))),
        ];

    /// <summary>Of dots at most a few in one place.</summary>
    public static IReadOnlyList<(double X, double Y)> Dots(IReadOnlyList<(double X, double Y)> places)
    {
        if (places.Count <= Few)
        {
            return places;
        }

        var counts = new Dictionary<(long, long), int>();
        return [.. places.Where(place =>
        {
            var cell = ((long)(place.X / Column), (long)(place.Y / Column));
            return (counts[cell] = counts.GetValueOrDefault(cell) + 1) <= MostOnOneAnother;
        })];
    }

    private static IEnumerable<(int First, int Last)> InColumns(IReadOnlyList<(double X, double Y)> places)
    {
        for (var first = 0; first < places.Count;)
        {
            var last = first;
            while (last + 1 < places.Count && (long)(places[last + 1].X / Column) == (long)(places[first].X / Column))
            {
                last++;
            }

            yield return (first, last);
            first = last + 1;
        }
    }

    private static IEnumerable<int> Extremes(IReadOnlyList<(double X, double Y)> places, int first, int last)
    {
        var (lowest, highest) = (first, first);
        for (var index = first; index <= last; index++)
        {
            lowest = places[index].Y < places[lowest].Y ? index : lowest;
            highest = places[index].Y > places[highest].Y ? index : highest;
        }

        return new[] { first, lowest, highest, last }.Distinct().Order();
    }
}
