"""The survey of public opinion by appraisers."""
