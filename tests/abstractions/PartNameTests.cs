using BeyondNtk.Abstractions.Learning;
using BeyondNtk.Abstractions.Parts;
using BeyondNtk.Abstractions.Registration;
using MathNet.Numerics.LinearAlgebra;

namespace BeyondNtk.Abstractions.Tests;

public sealed class PartNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    public void ANameThatCannotStandInASettingIsRefused(string name)
        => Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => new PartRegistry().AddModel<Zero, NoOptions>(name)).Message);

    [Fact]
    public void AnyOtherIsTaken() => Assert.Equal("ntk-2.0_β", Assert.Single(new PartRegistry().AddModel<Zero, NoOptions>("ntk-2.0_β").Parts).Name);

    private sealed class Zero : IModel
    {
        public IReadOnlyList<NamedArray> Weights => [];

        public Matrix<double> Predict(Matrix<double> inputs) => Matrix<double>.Build.Dense(inputs.RowCount, 1);
    }
}
