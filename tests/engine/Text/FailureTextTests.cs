using System.Globalization;
using System.Reflection;
using BeyondNtk.Engine.Text;

namespace BeyondNtk.Engine.Tests;

public sealed class FailureTextTests
{
    [Fact]
    public void IsOneLineAndNeverNothing()
    {
        Assert.Equal("one two", FailureText.Of(new InvalidOperationException("one\n  two ")));
        Assert.Equal("InvalidOperationException", FailureText.Of(new InvalidOperationException(" ")));
    }

    // Reflection, static fields and parallel loops put an exception of their own around it.
    [Fact]
    public void SaysTheCauseWhateverIsAroundIt()
    {
        var cause = new InvalidOperationException("the cause");

        Assert.Equal("the cause", FailureText.Of(new TargetInvocationException(new AggregateException(cause))));
        Assert.Equal("Some.Type could not be initialised: the cause", FailureText.Of(new TypeInitializationException("Some.Type", cause)));
        Assert.Contains("(the cause) (another)", FailureText.Of(new AggregateException(cause, new InvalidOperationException("another"))));
    }

    [Fact]
    public void ACultureIsSaidToBeMissingHere()
        => Assert.StartsWith("there is no culture 'de-DE' here", FailureText.Of(Assert.Throws<CultureNotFoundException>(() => new CultureInfo("de-DE"))));
}
