using System.Numerics.Tensors;
using BeyondNtk.Abstractions.Learning;

namespace BeyondNtk.SignedStudent;

/// <summary>Draws initial parameters.</summary>
internal static class InitialLaws
{
    /// <summary>A block of parameters, row by row.</summary>
    /// <param name="law">The law of a row.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="neurons">The number of rows.</param>
    /// <param name="inputs">The length of a row.</param>
    /// <param name="stream">Where the randomness comes from.</param>
    public static double[] Draw(this InitialLaw law, double scale, int neurons, int inputs, RandomStream stream)
    {
        var values = new double[neurons * inputs];
        for (var i = 0; i < neurons; i++)
        {
            var row = values.AsSpan(i * inputs, inputs);
            foreach (ref var value in row)
            {
                value = law switch
                {
                    InitialLaw.Uniform => scale * ((2 * stream.NextDouble()) - 1),
                    InitialLaw.Directions => stream.NextGaussian(),
                    InitialLaw.AlternatingSigns => int.IsEvenInteger(i) ? scale : -scale,
                    _ => scale * stream.NextGaussian(),
                };
            }

            if (law == InitialLaw.Directions)
            {
                TensorPrimitives.Multiply(row, scale / TensorPrimitives.Norm<double>(row), row);
            }
        }

        return values;
    }
}
